// The programs that share one connection.
import type { Program } from './procedure.ts';

export const remoteProgram: Program = { id: 0x2000_8086, version: 1 };
export const qemuProgram: Program = { id: 0x2000_8087, version: 1 };
/** ASCII "keep". */
export const keepaliveProgram: Program = { id: 0x6b65_6570, version: 1 };
