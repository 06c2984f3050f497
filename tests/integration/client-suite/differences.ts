// Where the versions of libvirt and QEMU that Debian ships differ in what the suite asks: 7.0 with QEMU 5.2, 9.0 with 7.2, 11.3 with 10.0.
import { feature } from '../../../electron/libvirt/features.ts';
import { VirErrorNumber } from '../../../electron/libvirt/protocol/constants.gen.ts';

export interface Differences {
  /** Classes of events that came with a later version. */
  readonly unknownEvents: readonly string[];
  /** Features of the protocol that came with a later version. */
  readonly unknownFeatures: readonly number[];
  /** The host's interfaces are those that there are; with netcf, those that a file configures. */
  readonly allInterfaces: boolean;
  /** The code for an interface that is not there. */
  readonly noInterface: number;
  /** The format in which QEMU gives a picture of the screen. */
  readonly screenshotType: string;
  /** Networks have titles and descriptions. */
  readonly networkMetadata: boolean;
  /** The steps of a start, a start with a pause, a save, and a start from what was saved. */
  readonly start: readonly string[];
  readonly startPaused: readonly string[];
  readonly save: readonly string[];
  readonly restore: readonly string[];
}

/** The differences of a version as libvirt writes it, e.g. 9000000. */
export function differencesOf(version: number): Differences {
  const since = (first: number) => version >= first;
  return {
    unknownEvents: [
      ...(since(7_009_000) ? [] : ['VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE']),
      ...(since(11_002_000) ? [] : ['VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE']),
      ...(since(9_008_000) ? [] : ['VIR_NETWORK_EVENT_ID_METADATA_CHANGE']),
    ],
    unknownFeatures: since(7_002_000) ? [] : [feature.networkUpdateOrder],
    allInterfaces: since(8_000_000),
    noInterface: since(8_000_000)
      ? VirErrorNumber.VIR_ERR_NO_INTERFACE
      : VirErrorNumber.VIR_ERR_INTERNAL_ERROR,
    screenshotType: since(9_000_000) ? 'image/png' : 'image/x-portable-pixmap',
    networkMetadata: since(9_007_000),
    start: ['resumed unpaused', 'started booted'],
    startPaused: ['started booted', 'suspended paused'],
    save: ['suspended paused', 'stopped saved'],
    restore: ['started restored', 'resumed from snapshot'],
  };
}
