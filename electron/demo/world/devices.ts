// The devices of the demo host: its network interfaces, and all that is plugged into it.
import { Refusal } from '../server/refusal.ts';

export interface HostInterface {
  readonly name: string;
  readonly mac: string;
  readonly active: boolean;
  readonly xml: string;
}

export interface NodeDevice {
  readonly name: string;
  readonly parent: string | undefined;
  /** `pci`, `net`, `usb_device`… */
  readonly capability: string;
  readonly xml: string;
}

export class Devices {
  readonly interfaces: readonly HostInterface[];
  readonly nodes: readonly NodeDevice[];

  constructor(interfaces: readonly HostInterface[], nodes: readonly NodeDevice[]) {
    this.interfaces = interfaces;
    this.nodes = nodes;
  }

  demandInterface(name: string): HostInterface {
    const found = this.interfaces.find((one) => one.name === name);
    if (found !== undefined) return found;
    throw new Refusal('VIR_ERR_NO_INTERFACE', `no interface has the name ${name}`, 'VIR_FROM_INTERFACE');
  }

  demandInterfaceWithMac(mac: string): HostInterface {
    const found = this.interfaces.find((one) => one.mac.toLowerCase() === mac.toLowerCase());
    if (found !== undefined) return found;
    throw new Refusal('VIR_ERR_NO_INTERFACE', `no interface has the address ${mac}`, 'VIR_FROM_INTERFACE');
  }

  demandNode(name: string): NodeDevice {
    const found = this.nodes.find((one) => one.name === name);
    if (found !== undefined) return found;
    throw new Refusal('VIR_ERR_NO_NODE_DEVICE', `no device has the name ${name}`, 'VIR_FROM_NODEDEV');
  }
}
