// The import law of ARCHITECTURE.md: who may import whom.

/** Folders of the engine that know only what stands further right in `electron`'s order. */
const lower = 'inventory|console|domain-xml|store';

/** @param {string} name @param {string} from @param {string} to @param {object} [more] */
const never = (name, from, to, more = {}) => ({
  name,
  severity: 'error',
  from: { path: from, ...more },
  to: { path: to },
});

/** Like `never`, but everything of ours that is not named in `allowed` is forbidden. @param {string} name @param {string} from @param {string} allowed */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(shared|renderer|electron|build|tests)/', pathNot: allowed },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(electron|bufferutil|utf-8-validate)$' },
    },
    never('nothing-imports-tests-or-build', '^(shared|renderer|electron)/', '^(tests|build)/'),
    never('build-imports-no-tests', '^build/', '^tests/'),
    only('shared-imports-nothing', '^shared/', '^shared/'),
    only('renderer-imports-shared', '^renderer/', '^(renderer|shared)/'),
    only('electron-imports-shared', '^electron/', '^(electron|shared)/'),
    never('page-has-no-node', '^renderer/', '^(node:|ws$|electron$)'),
    {
      name: 'page-has-no-node-core',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'zod-stays-in-the-engine',
      severity: 'error',
      from: { path: '^renderer/' },
      to: {
        path: '^(node_modules/zod/|shared/(contract|checks|ipc)[.]ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    // In electron: entries → app, ipc → services → inventory, console, domain-xml, store, demo → libvirt, xml.
    never('only-app-imports-electron', '^electron/', 'node_modules/electron/|^electron$', {
      pathNot: '^electron/(main[.]ts|preload[.]ts|app/)',
    }),
    never('nothing-imports-entries', '^electron/.+/', '^electron/(main|preload|engine|serve)[.]ts$'),
    only('app', '^electron/app/', '^(shared/|electron/(app|ipc|services|store|log[.]ts))'),
    only('ipc', '^electron/ipc/', `^(shared/|electron/(ipc|services|${lower}|libvirt|xml|log[.]ts))`),
    only(
      'services',
      '^electron/services/',
      `^(shared/|electron/(services|${lower}|ssh|demo/way|libvirt|xml|log[.]ts))`,
    ),
    only(
      'inventory',
      '^electron/inventory/',
      '^(shared/|electron/(inventory|domain-xml|libvirt|xml|log[.]ts))',
    ),
    only('console', '^electron/console/', '^(shared/|electron/(console|domain-xml|libvirt|xml|log[.]ts))'),
    only('ssh', '^electron/ssh/', '^(shared/|electron/(ssh|libvirt|log[.]ts|alive[.]ts))'),
    // The demo host is a server: what it shares with our client is the bytes. Only the way to it is the client's.
    {
      name: 'demo',
      severity: 'error',
      from: { path: '^electron/demo/', pathNot: '^electron/demo/way/' },
      to: {
        path: '^(shared|renderer|electron|build|tests)/',
        pathNot: '^electron/(demo/(?!way/)|libvirt/((protocol|rpc|xdr)/|typed-params[.]ts)|xml/)',
      },
    },
    only('demo-way', '^electron/demo/way/', '^electron/(demo|libvirt)/'),
    only('domain-xml', '^electron/domain-xml/', '^(shared/|electron/(domain-xml|xml)/)'),
    only('store', '^electron/store/', '^(shared/|electron/(store/|log[.]ts|alive[.]ts))'),
    only('xml', '^electron/xml/', '^electron/xml/'),
    only('libvirt', '^electron/libvirt/', '^(shared/|electron/libvirt/)'),
    only('libvirt-protocol', '^electron/libvirt/protocol/', '^electron/libvirt/(protocol|xdr)/'),
    only(
      'libvirt-rpc',
      '^electron/libvirt/rpc/',
      '^(shared/failure[.]ts|electron/libvirt/((rpc|protocol|xdr)/|errors[.]ts))',
    ),
    only('libvirt-xdr', '^electron/libvirt/xdr/', '^electron/libvirt/xdr/'),
    // In renderer: app → features → actions, graphs → live, ui; no feature imports another.
    {
      name: 'no-feature-imports-another',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    only(
      'features',
      '^renderer/features/',
      '^(shared/|renderer/(features|actions|graphs|live|ui|locales)/|renderer/i18n[.]ts)',
    ),
    only('graphs', '^renderer/graphs/', '^(shared/|renderer/(graphs|live|ui)/)'),
    only('actions', '^renderer/actions/', '^(shared/|renderer/(actions|live|ui)/)'),
    only('live', '^renderer/live/', '^(shared/|renderer/live/)'),
    only('ui', '^renderer/ui/', '^(shared/failure[.]ts|renderer/ui/)'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
