// Procedures as declarations, one file for each kind of object, and the table of them all.
import { camelCase, header, pascalCase } from './facts.mjs';
import { importsFor, structExpression, valueNames } from './structs.mjs';

/** @typedef {import('./facts.mjs').Facts} Facts */
/** @typedef {import('./facts.mjs').ProcedureFacts} ProcedureFacts */

// The first pattern that fits decides.
/** @type {[string, RegExp][]} */
const GROUPS = [
  ['auth', /^auth_/],
  ['domain-snapshot', /^domain_.*snapshot/],
  ['domain-checkpoint', /^domain_.*(checkpoint|backup)/],
  ['domain-migration', /^domain_migrate/],
  ['domain-block', /^domain_(block|get_block|set_block)/],
  ['domain', /^domain_/],
  ['network', /^network_/],
  ['interface', /^interface_/],
  ['storage', /^storage_/],
  ['node-device', /^node_device_|^node_(list|num_of)_devices/],
  ['node', /^node_/],
  ['nwfilter', /^nwfilter_/],
  ['secret', /^secret_/],
  ['connect', /^connect_/],
];

// Calls that carry file descriptors.
const DESCRIPTORS = { remote: new Set([249, 309, 310, 343, 443]), qemu: new Set([7]), keepalive: new Set() };

/** @typedef {'remote' | 'qemu' | 'keepalive'} Program */

/** @param {ProcedureFacts} procedure */
function direction({ readstream, writestream }) {
  if (readstream === '2' || writestream === '2') return 'both';
  if (readstream) return 'read';
  return writestream ? 'write' : undefined;
}

/** @param {Facts} facts @param {Program} program @param {ProcedureFacts} procedure */
function renderProcedure(facts, program, procedure) {
  const prefix = program === 'remote' ? '' : `${program}_`;
  const stream = direction(procedure);
  const shape = [
    `  args: ${structExpression(facts, procedure.args)},\n`,
    `  ret: ${structExpression(facts, procedure.ret)},\n`,
    procedure.priority === 'high' ? "  priority: 'high',\n" : '',
    DESCRIPTORS[program].has(procedure.number) ? '  descriptors: true,\n' : '',
    stream ? `  stream: '${stream}',\n` : '',
  ];
  const wire = `${program.toUpperCase()}_PROC_${procedure.name.toUpperCase()}`;
  const declaring = stream ? 'streamProcedure' : 'procedure';
  return (
    `export const ${camelCase(prefix + procedure.name)} = ` +
    `${declaring}(${procedure.number}, '${wire}', {\n${shape.join('')}});\n`
  );
}

/** @param {Facts} facts @param {Program} program @param {string} what @param {ProcedureFacts[]} procedures */
function renderGroup(facts, program, what, procedures) {
  const calls = procedures.filter((procedure) => !procedure.msg);
  const messages = program === 'qemu' ? procedures.filter((procedure) => procedure.msg) : [];
  const body =
    calls.map((procedure) => renderProcedure(facts, program, procedure)).join('\n') +
    messages
      .map(({ name, number, msg }) => {
        const wire = `${program.toUpperCase()}_PROC_${name.toUpperCase()}`;
        return `\nexport const ${camelCase(`${program}_${name}`)} = message(${number}, '${wire}', ${structExpression(facts, msg)});\n`;
      })
      .join('');
  const values = ['nothing', 'text', ...valueNames(facts)].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(body),
  );
  const declaring = ['message', 'procedure', 'streamProcedure'].filter((name) =>
    new RegExp(`= ${name}\\(`).test(body),
  );
  return (
    header(what) +
    importsFor(body) +
    `import { ${values.join(', ')} } from './values.gen.ts';\n` +
    `import { declare } from './procedure.ts';\nimport { ${program}Program } from './programs.ts';\n\n` +
    `const { ${declaring.join(', ')} } = declare(${program}Program);\n\n${body}`
  );
}

/** @param {Facts} facts @returns {[string, string][]} */
export function renderGroups(facts) {
  /** @type {Map<string, ProcedureFacts[]>} */
  const groups = new Map(GROUPS.map(([name]) => [name, []]));
  for (const procedure of facts.programs.remote?.procedures ?? []) {
    if (procedure.msg) continue;
    const group = GROUPS.find(([, pattern]) => pattern.test(procedure.name));
    if (group === undefined) throw new Error(`no group for ${procedure.name}`);
    groups.get(group[0])?.push(procedure);
  }
  const remote = [...groups].map(
    /** @returns {[string, string]} */ ([name, procedures]) => [
      `${name}.gen.ts`,
      renderGroup(
        facts,
        'remote',
        `Calls of remote_protocol.x about: ${name.replace('-', ' ')}.`,
        procedures,
      ),
    ],
  );
  return [
    ...remote,
    [
      'qemu.gen.ts',
      renderGroup(facts, 'qemu', 'All of qemu_protocol.x.', facts.programs.qemu?.procedures ?? []),
    ],
    [
      'keepalive.gen.ts',
      renderGroup(facts, 'keepalive', 'The keepalive program.', facts.programs.keepalive?.procedures ?? []),
    ],
  ];
}

/** @param {Facts} facts */
export function renderTable(facts) {
  const groups = [...GROUPS.map(([name]) => name), 'qemu', 'keepalive'];
  const imports = groups.map(
    (name) => `import * as ${pascalCase(name.replace('-', '_'))} from './${name}.gen.ts';\n`,
  );
  const names = groups.map((name) => pascalCase(name.replace('-', '_')));
  const count = Object.values(facts.programs).flatMap(({ procedures }) => procedures).length;
  if (count < 400) throw new Error(`only ${count} procedures in the facts`);
  return (
    header('Every declaration, for those who look one up by its number.') +
    "import * as messagesOfRemote from './messages.gen.ts';\n" +
    imports.join('') +
    "import type { AnyProcedure, ServerMessage } from './procedure.ts';\n\n" +
    `const declarations = [${names.join(', ')}, messagesOfRemote].flatMap<AnyProcedure | ServerMessage<unknown>>(\n` +
    '  (group) => Object.values(group),\n);\n\n' +
    "export const procedures: readonly AnyProcedure[] = declarations.filter((declaration) => 'args' in declaration);\n" +
    "export const messages: readonly ServerMessage<unknown>[] = declarations.filter((declaration) => 'body' in declaration);\n"
  );
}
