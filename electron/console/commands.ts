// What a page may say on a console's channel. The contract types it; here it is checked, as every input is.
import { z } from 'zod';
import { terminalColumns, terminalRows } from '../../shared/checks.ts';
import type { ScreenCommand, SerialCommand, TerminalCommand } from '../../shared/model/console.ts';

const resize = z.strictObject({ type: z.literal('resize'), columns: terminalColumns, rows: terminalRows });

const screenCommand: z.ZodType<ScreenCommand> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('password'), password: z.string().max(256) }),
  z.strictObject({ type: z.literal('begin'), session: z.int() }),
]);

const serialCommand: z.ZodType<SerialCommand> = z.discriminatedUnion('type', [
  resize,
  z.strictObject({ type: z.literal('focus') }),
  z.strictObject({ type: z.literal('take-over') }),
  z.strictObject({ type: z.literal('reopen') }),
  z.strictObject({ type: z.literal('clear') }),
]);

const terminalCommand: z.ZodType<TerminalCommand> = resize;

/** The command, or undefined for what makes no sense; that is ignored. */
export const asScreenCommand = (notice: unknown) => screenCommand.safeParse(notice).data;
export const asSerialCommand = (notice: unknown) => serialCommand.safeParse(notice).data;
export const asTerminalCommand = (notice: unknown) => terminalCommand.safeParse(notice).data;
