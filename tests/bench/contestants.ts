// The three who do the same work: each run is a process of its own. Times are taken inside of Guesthouse's and libvirt-python's
// process, so neither the start of Node nor that of Python counts; virsh is timed from outside, its start (some 20 ms) included.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runOrThrow } from '../lab/process.ts';
import type { Work } from './work.ts';

/** A full run of virsh with 50 ms of round trip takes some two minutes. */
const TIMEOUT_MS = 600_000;
const bundle = process.argv[1] ?? '';

export type Contestant = (uri: string, domains: readonly string[]) => Promise<Work>;

/** The four steps by the client; then, in another process, all of it as the engine does it when a host is opened. */
export const guesthouse: Contestant = async (uri) => ({
  ...(await guesthousePart('steps', uri)),
  ...(await guesthousePart('engine', uri)),
});

export async function guesthousePart(mode: 'steps' | 'engine', uri: string): Promise<Work> {
  const script = join(bundle, '../guesthouse.mjs');
  return JSON.parse(await runOrThrow(process.execPath, [script, mode, uri], { timeoutMs: TIMEOUT_MS }));
}

export const libvirtPython: Contestant = async (uri) => {
  const script = join(bundle, '../steps.py');
  // Debian's own Python has the module; one of a version manager has not.
  return JSON.parse(await runOrThrow('/usr/bin/python3', [script, uri], { timeoutMs: TIMEOUT_MS }));
};

/** One virsh for all commands, as a script would do it; marks between them tell when each was done. */
export const virsh: Contestant = async (uri, domains) => {
  const dumps = domains.map((name) => `dumpxml ${name}`);
  const marked = ['uri', 'list --all', dumps.join('; '), 'domstats'].map(
    (line, at) => `${line}; echo @${at}@`,
  );
  const [connect = 0, list = 0, xml = 0, statistics = 0] = await markTimes(uri, marked.join('; '));
  return {
    connect,
    list: list - connect,
    xml: xml - list,
    statistics: statistics - xml,
    all: statistics,
    domains: domains.length,
  };
};

function markTimes(uri: string, commands: string): Promise<readonly number[]> {
  const begin = performance.now();
  const times: number[] = [];
  return new Promise((resolve, reject) => {
    const child = spawn('virsh', ['-q', '-c', uri, commands], { stdio: ['ignore', 'pipe', 'inherit'] });
    let tail = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      tail += text;
      for (let mark = `@${times.length}@`; tail.includes(mark); mark = `@${times.length}@`) {
        times.push(performance.now() - begin);
        tail = tail.slice(tail.indexOf(mark) + mark.length);
      }
      tail = tail.slice(-16);
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(times) : reject(new Error(`virsh ended with ${code}`)),
    );
  });
}
