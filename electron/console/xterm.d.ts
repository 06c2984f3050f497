// The ES modules of xterm's packages by their files: their `module` field names a file that is not there, and Node cannot
// find the named exports of their CommonJS builds.
declare module '@xterm/headless/lib-headless/xterm-headless.mjs' {
  export { Terminal } from '@xterm/headless';
}
declare module '@xterm/addon-serialize/lib/addon-serialize.mjs' {
  export { SerializeAddon } from '@xterm/addon-serialize';
}
