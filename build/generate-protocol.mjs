// Writes electron/libvirt/protocol/*.gen.ts from build/facts/. With --check it only compares and
// exits with 1 when a file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { renderConstants } from './protocol/constants.mjs';
import { renderGroups, renderTable } from './protocol/procedures.mjs';
import { renderMessages, renderValues } from './protocol/structs.mjs';

/** @param {string} name */
const facts = (name) => JSON.parse(readFileSync(new URL(`./facts/${name}.json`, import.meta.url), 'utf8'));
const target = new URL('../electron/libvirt/protocol/', import.meta.url);

const protocol = facts('libvirt-protocol');
const constants = facts('libvirt-constants');
const files = new Map([
  ['values.gen.ts', renderValues(protocol)],
  ['messages.gen.ts', renderMessages(protocol)],
  ...renderGroups(protocol),
  ['procedures.gen.ts', renderTable(protocol)],
  ['constants.gen.ts', renderConstants(constants)],
]);

/** @param {string} name */
function onDisk(name) {
  try {
    return readFileSync(new URL(name, target), 'utf8');
  } catch {
    return undefined;
  }
}

const stale = [...files].filter(([name, text]) => onDisk(name) !== text);
if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`stale: electron/libvirt/protocol/${name} (npm run generate)`);
  console.log(`${files.size} files checked`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [name, text] of stale) writeFileSync(new URL(name, target), text);
  console.log(`${files.size} files, ${stale.length} written`);
}
