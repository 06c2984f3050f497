// Calls about the connection and the host itself.
import { authList, authPolkit } from '../../libvirt/protocol/auth.gen.ts';
import {
  connectClose,
  connectGetCapabilities,
  connectGetDomainCapabilities,
  connectGetHostname,
  connectGetLibVersion,
  connectGetMaxVcpus,
  connectGetSysinfo,
  connectGetType,
  connectGetUri,
  connectGetVersion,
  connectIsSecure,
  connectListAllNwfilters,
  connectListAllSecrets,
  connectOpen,
  connectRegisterCloseCallback,
  connectSupportsFeature,
  connectUnregisterCloseCallback,
} from '../../libvirt/protocol/connect.gen.ts';
import { VirConnectFlags } from '../../libvirt/protocol/constants.gen.ts';
import { type Answer, reads } from '../server/answers.ts';
import { badArgument, Refusal } from '../server/refusal.ts';
import { capabilities, domainCapabilities, sysinfo } from '../worlds/host-texts.ts';

/** As libvirt counts versions: a million for the first number, a thousand for the second. */
const LIBVIRT_VERSION = 11_003_000n;
const QEMU_VERSION = 9_002_000n;

/** Keepalive, events by number, the close callback, and the right order in `network_update`. */
const FEATURES: ReadonlySet<number> = new Set([10, 14, 15, 16]);

const AUTH_NONE = 0;

export const connectCalls: readonly Answer[] = [
  reads(authList, () => ({ types: [AUTH_NONE] as const })),
  reads(authPolkit, () => {
    throw new Refusal('VIR_ERR_AUTH_FAILED', 'this host asks nobody for permission', 'VIR_FROM_RPC');
  }),
  reads(connectOpen, ({ name, flags }, client) => {
    const { uri } = client.world;
    if (name !== undefined && name !== '' && name !== uri)
      throw new Refusal('VIR_ERR_NO_CONNECT', `no driver here opens ${name}`, 'VIR_FROM_NONE');
    if ((flags & ~VirConnectFlags.VIR_CONNECT_RO) !== 0) throw badArgument(`unknown flags ${flags}`);
    client.opened({ name: uri, readOnly: (flags & VirConnectFlags.VIR_CONNECT_RO) !== 0 });
    return {};
  }),
  reads(connectClose, () => ({})),
  reads(connectSupportsFeature, ({ feature }) => ({ supported: FEATURES.has(feature) ? 1 : 0 })),
  reads(connectRegisterCloseCallback, () => ({})),
  reads(connectUnregisterCloseCallback, () => ({})),
  reads(connectGetType, () => ({ type: 'QEMU' })),
  reads(connectGetVersion, () => ({ hvVer: QEMU_VERSION })),
  reads(connectGetLibVersion, () => ({ libVer: LIBVIRT_VERSION })),
  reads(connectGetHostname, (_, { world }) => ({ hostname: world.hostname })),
  reads(connectGetUri, (_, { world }) => ({ uri: world.uri })),
  reads(connectGetCapabilities, (_, { world }) => ({ capabilities: capabilities(world.size) })),
  reads(connectGetDomainCapabilities, ({ machine, virttype }) => ({
    capabilities: domainCapabilities(machine ?? 'pc-q35-9.2', virttype ?? 'kvm'),
  })),
  reads(connectGetSysinfo, () => ({ sysinfo: sysinfo() })),
  reads(connectGetMaxVcpus, () => ({ maxVcpus: 255 })),
  reads(connectIsSecure, () => ({ secure: 1 })),
  reads(connectListAllSecrets, () => ({ secrets: [], ret: 0 })),
  reads(connectListAllNwfilters, () => ({ filters: [], ret: 0 })),
];
