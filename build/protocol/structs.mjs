// Structures of the `.x` files as codecs: shared values, and the messages that the server sends by itself.
import { camelCase, decimal, header, pascalCase, structName } from './facts.mjs';

/** @typedef {import('./facts.mjs').Facts} Facts */
/** @typedef {import('./facts.mjs').Field} Field */

/** @type {Record<string, string>} */
const SCALARS = { i32: 'int32', u32: 'uint32', i64: 'int64', u64: 'uint64', double: 'double' };

// Sizes that the protocol takes from libvirt's public header.
/** @type {Record<string, number>} */
const HEADER_SIZES = {
  VIR_SECURITY_LABEL_BUFLEN: 4097,
  VIR_SECURITY_MODEL_BUFLEN: 257,
  VIR_SECURITY_DOI_BUFLEN: 257,
};

// Arrays of `char`, which the facts cannot tell from arrays of `int`: bytes, one word each on the wire.
const CHAR_ARRAYS = new Set([
  'remote_node_get_info_ret.model',
  'remote_domain_get_security_label_ret.label',
  'remote_node_get_security_model_ret.model',
  'remote_node_get_security_model_ret.doi',
  'remote_auth_sasl_start_args.data',
  'remote_auth_sasl_start_ret.data',
  'remote_auth_sasl_step_args.data',
  'remote_auth_sasl_step_ret.data',
]);

/**
 * @param {Facts} facts
 * @param {string} type
 * @returns {string}
 */
function typeExpression(facts, type) {
  const scalar = SCALARS[type];
  if (scalar) return scalar;
  if (type === 'remote_uuid' || type === 'virNetMessageUUID') return 'uuid';
  if (type === 'remote_nonnull_string') return 'text';
  const alias = facts.typedefs[type];
  if (alias?.optional) return `optional(${typeExpression(facts, alias.type)})`;
  if (facts.enums[type]) return `enumeration([${Object.values(facts.enums[type]).join(', ')}])`;
  if (/_(args|ret)$/.test(type)) return structExpression(facts, type);
  if (facts.structs[type] || facts.unions[type]) return structName(type);
  throw new Error(`no codec for ${type}`);
}

/**
 * @param {Facts} facts
 * @param {string} owner
 * @param {Field} field
 */
function fieldExpression(facts, owner, field) {
  const chars = CHAR_ARRAYS.has(`${owner}.${field.name}`);
  if (field.fixed !== undefined) {
    if (!chars) throw new Error(`${owner}.${field.name}: a fixed array of an unknown kind`);
    return `fixedChars(${field.fixed})`;
  }
  if (field.array === undefined) return typeExpression(facts, field.type);
  const size = typeof field.array.max === 'string' ? HEADER_SIZES[field.array.max] : field.array.max;
  if (size === undefined) throw new Error(`${owner}.${field.name}: no size for ${field.array.max}`);
  const max = `{ max: ${decimal(size)} }`;
  if (chars) return `chars(${max})`;
  if (field.type === 'opaque') return `opaque(${max})`;
  return `array(${typeExpression(facts, field.type)}, ${max})`;
}

/**
 * @param {Facts} facts
 * @param {string | undefined} name absent where the protocol sends nothing
 */
export function structExpression(facts, name) {
  if (name === undefined) return 'nothing';
  const fields = facts.structs[name];
  if (fields === undefined) throw new Error(`no structure ${name}`);
  const inner = fields.map((field) => `${camelCase(field.name)}: ${fieldExpression(facts, name, field)}`);
  return `struct({ ${inner.join(', ')} })`;
}

/** @param {string} body */
export function importsFor(body) {
  /** @param {string[]} names */
  const used = (names) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  /** @param {string[]} names @param {string} from */
  const line = (names, from) =>
    used(names).length > 0 ? `import { ${used(names).join(', ')} } from '${from}';\n` : '';
  return (
    line(['array', 'chars', 'fixedChars', 'optional', 'struct', 'union'], '../xdr/composites.ts') +
    line(
      ['double', 'enumeration', 'int32', 'int64', 'opaque', 'string', 'uint32', 'uint64', 'uuid'],
      '../xdr/scalars.ts',
    )
  );
}

const isMessage = (/** @type {string} */ name) => /^remote_.*_msg$/.test(name);
const isValue = (/** @type {string} */ name) =>
  name === 'virNetStreamHole' || (name.startsWith('remote_') && !/_(args|ret|msg)$/.test(name));

/** @param {Facts} facts */
export function valueNames(facts) {
  return [...Object.keys(facts.structs).filter(isValue), 'remote_typed_param_value'].map(structName);
}

/** @param {Facts} facts @param {string} name */
function renderUnion(facts, name) {
  const cases = facts.unions[name]?.cases ?? [];
  const arms = cases.map((arm) => `  ${arm.case}: ['${arm.name}', ${typeExpression(facts, arm.type)}],\n`);
  return `export const ${structName(name)} = union({\n${arms.join('')}});\n`;
}

/** @param {Facts} facts @param {string} name */
function renderStruct(facts, name) {
  const type = pascalCase(structName(name));
  return (
    `\n/** \`${name}\` */\nexport const ${structName(name)} = ${structExpression(facts, name)};\n` +
    `export type ${type} = Decoded<typeof ${structName(name)}>;\n`
  );
}

/** Structures that several calls share. @param {Facts} facts */
export function renderValues(facts) {
  const structs = Object.keys(facts.structs).filter(isValue);
  const body =
    `export const text = string({ max: ${decimal(4_194_304)} });\n` +
    'export const nothing = struct({});\n' +
    renderUnion(facts, 'remote_typed_param_value') +
    structs.map((name) => renderStruct(facts, name)).join('');
  return (
    header('Values that several procedures share: references to objects, typed parameters, records.') +
    importsFor(body) +
    `import type { Decoded } from '../xdr/codec.ts';\n\n${body}`
  );
}

/** What the server sends without being asked. @param {Facts} facts */
export function renderMessages(facts) {
  const events = facts.programs.remote?.procedures.filter((procedure) => procedure.msg) ?? [];
  const nested = new Set(
    Object.entries(facts.structs).flatMap(([, fields]) =>
      fields.map((field) => field.type).filter(isMessage),
    ),
  );
  const structs = [...nested].map(
    (name) => `const ${structName(name)} = ${structExpression(facts, name)};\n`,
  );
  const messages = events.map(({ name, number, msg }) => {
    const wire = `'REMOTE_PROC_${name.toUpperCase()}'`;
    const shape = msg !== undefined && nested.has(msg) ? structName(msg) : structExpression(facts, msg);
    return `export const ${camelCase(name)} = message(${number}, ${wire}, ${shape});\n`;
  });
  const body = `${structs.join('')}\n${messages.join('')}`;
  const values = ['text', ...valueNames(facts)].filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  return (
    header('Messages that the server sends without being asked.') +
    importsFor(body) +
    `import { ${values.join(', ')} } from './values.gen.ts';\n` +
    `import { declare } from './procedure.ts';\nimport { remoteProgram } from './programs.ts';\n\n` +
    `const { message } = declare(remoteProgram);\n\n${body}`
  );
}
