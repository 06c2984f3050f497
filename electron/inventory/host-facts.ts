// What a host says about itself.
import type { HostFacts } from '../../shared/model/host.ts';
import {
  connectGetCapabilities,
  connectGetHostname,
  connectGetLibVersion,
  connectGetType,
  connectGetVersion,
} from '../libvirt/protocol/connect.gen.ts';
import { nodeGetInfo } from '../libvirt/protocol/node.gen.ts';
import { type Ask, orElse } from './ask.ts';
import { capabilitiesFacts } from './read-facts.ts';
import { versionText } from './version-text.ts';

const NO_NODE = { memory: 0n, cpus: 0, mhz: 0, nodes: 0, sockets: 0, cores: 0, threads: 0 };

/** Reads all of it in one round trip. What the driver cannot tell is empty or 0. */
export async function readHostFacts(ask: Ask): Promise<HostFacts> {
  const [hostname, type, version, library, node, capabilities] = await Promise.all([
    orElse(ask(connectGetHostname, {}), { hostname: '' }),
    orElse(ask(connectGetType, {}), { type: '' }),
    orElse(ask(connectGetVersion, {}), { hvVer: 0n }),
    orElse(ask(connectGetLibVersion, {}), { libVer: 0n }),
    orElse(ask(nodeGetInfo, {}), NO_NODE),
    orElse(ask(connectGetCapabilities, {}), { capabilities: '' }),
  ]);
  const { arch, cpuModel, guests } = capabilitiesFacts(capabilities.capabilities);
  return {
    hostname: hostname.hostname,
    hypervisor: type.type,
    ...(version.hvVer > 0n && { hypervisorVersion: versionText(version.hvVer) }),
    libvirtVersion: versionText(library.libVer),
    arch,
    cpuModel,
    cpus: node.cpus,
    mhz: node.mhz,
    sockets: node.sockets,
    coresPerSocket: node.cores,
    threadsPerCore: node.threads,
    numaNodes: node.nodes,
    memoryKiB: Number(node.memory),
    guests,
  };
}
