// What a page may say to main: it may be anything, so all of it is looked at before it is believed.
import { z } from 'zod';
import { THEMES } from '../../shared/model/settings.ts';
import { isPlace, MOST_TABS } from './window-state.ts';

const MOST_SECTIONS = 64;
const MOST_ITEMS = 64;

export const nothing = z.undefined();
export const truth = z.boolean();
export const nonce = z.string().regex(/^[0-9a-f-]{36}$/);
export const address = z.string().max(2048);
export const language = z.enum(['en', 'zh-CN']);
export const theme = z.enum(THEMES);
export const notice = z.strictObject({ id: nonce, title: z.string().max(500), body: z.string().max(2000) });

/** A window opens at its start when this is no place. */
export const wantedPlace = z.string().max(1024);
const place = z.string().refine(isPlace);
const pixel = z.int().min(-100_000).max(100_000);
export const dropped = z.object({ hash: place, x: pixel, y: pixel });
export const windowTabs = z.object({ tabs: z.array(place).max(MOST_TABS), active: place });

const item = z.object({
  id: z.string().regex(/^[\w.-]{1,100}$/),
  label: z.string().min(1).max(200),
  enabled: z.boolean(),
  shortcut: z
    .string()
    .regex(
      /^(?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z0-9,./]|F\d{1,2}|Arrow(?:Left|Right|Up|Down)|Page(?:Up|Down)|Delete)$/,
    )
    .exactOptional(),
  checked: z.boolean().exactOptional(),
});

const section = z.object({
  heading: z.string().max(200).exactOptional(),
  items: z.array(item).min(1).max(MOST_ITEMS),
});

/** What it offers in the application menu. */
export const pageMenus = z
  .array(
    z.object({
      id: z.enum(['file', 'machine', 'view', 'go', 'help']),
      label: z.string().min(1).max(100),
      sections: z.array(section).max(MOST_SECTIONS),
    }),
  )
  .max(5);
