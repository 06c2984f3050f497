// libvirt's public enumerations and parameter names as constant objects, under their own names.
import { header } from './facts.mjs';

// Of the admin interface and of libvirt's own event loop: nothing on the wire.
const LEFT_OUT = new Set(['virClientTransport', 'virAdmConnectDaemonShutdownFlags', 'virEventHandleType']);

/** @param {string} name @param {Record<string, number>} values */
function renderEnum(name, values) {
  // The end mark differs from version to version and means nothing on the wire; one command of networks has such a name, too.
  const greatest = Math.max(...Object.values(values));
  const members = Object.entries(values)
    .filter(([key, value]) => !key.endsWith('_LAST') || value < greatest)
    .sort(([a, x], [b, y]) => x - y || a.localeCompare(b))
    .map(([key, value]) => `  ${key}: ${value},\n`);
  return `\nexport const V${name.slice(1)} = {\n${members.join('')}} as const;\n`;
}

/** @param {{ enums: Record<string, Record<string, number>>, strings: Record<string, string> }} facts */
export function renderConstants({ enums, strings }) {
  const names = Object.entries(strings).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},\n`);
  return (
    header("libvirt's public enumerations: error codes, states, flags, event numbers.") +
    Object.entries(enums)
      .filter(([name]) => !LEFT_OUT.has(name))
      .map(([name, values]) => renderEnum(name, values))
      .join('') +
    `\n/** Names of typed parameters. */\nexport const parameterNames = {\n${names.join('')}} as const;\n`
  );
}
