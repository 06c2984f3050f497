// A libvirtd whose one console says as much as it can, in a process of its own: `node flood-server.mjs MEBIBYTES`.
// Prints its socket's path; ends when its standard input does.
import { domainOpenConsole } from '../../electron/libvirt/protocol/domain.gen.ts';
import { type FakeCall, FakeLibvirtd } from '../support/fake-libvirtd.ts';
import { FLOOD_END } from './flood-words.ts';

/** libvirt sends no larger piece. */
const PIECE_BYTES = 262_120;
const total = Number(process.argv[2]) * 1_048_576;
const line = `${'The quick brown fox jumps over the lazy dog. '.repeat(2).slice(0, 78)}\r\n`;
const piece = Buffer.from(line.repeat(Math.ceil(PIECE_BYTES / line.length)).slice(0, PIECE_BYTES));

const server = await FakeLibvirtd.start();
server.on(domainOpenConsole, (_args, call) => {
  void flood(call);
  return {};
});

async function flood(call: FakeCall<unknown>): Promise<void> {
  const { socket } = call.peer;
  // The answer to the call goes first.
  await new Promise((resolve) => setImmediate(resolve));
  for (let sent = 0; sent < total; sent += piece.length) {
    call.stream(2, piece.subarray(0, Math.min(piece.length, total - sent)));
    if (socket.writableNeedDrain) await new Promise((resolve) => socket.once('drain', resolve));
  }
  call.stream(2, Buffer.from(`\r\n${FLOOD_END}\r\n`));
}

console.log(server.path);
process.stdin.resume().once('end', () => process.exit(0));
