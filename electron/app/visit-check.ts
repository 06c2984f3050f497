// What a further start of the app sends to the first.
import { z } from 'zod';
import { SHOWN } from '../../shared/outside.ts';
import type { Visit } from './visitors.ts';

const word = z.string().max(8192);
const words = z.array(word).max(100);
const visit: z.ZodType<Visit> = z.object({
  uris: words,
  links: words,
  show: z
    .object({ what: z.enum(SHOWN), machine: word.exactOptional(), uri: word.exactOptional() })
    .exactOptional(),
  systray: z.boolean(),
});

/** Any program of this user can send it, so it is read like a stranger's. */
export function readVisit(data: unknown): Visit | undefined {
  return visit.safeParse(data).data;
}
