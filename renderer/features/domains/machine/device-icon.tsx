// One picture per kind of device.
import {
  IconAlertTriangle,
  IconArrowsLeftRight,
  IconBalloon,
  IconBox,
  IconCircuitSwitchClosed,
  IconCpu,
  IconDatabase,
  IconDeviceDesktop,
  IconDeviceFloppy,
  IconDeviceTv,
  IconDice5,
  IconDisc,
  IconDog,
  IconFolderShare,
  IconId,
  IconKeyboard,
  IconNetwork,
  IconPlugConnected,
  IconPrinter,
  IconShieldLock,
  IconStack2,
  IconTerminal2,
  IconUsb,
  IconVolume,
} from '@tabler/icons-react';
import type { DeviceLine } from '../../../../shared/model/domain.ts';

const ICONS: Readonly<Record<DeviceLine['kind'], typeof IconBox>> = {
  disk: IconDatabase,
  cdrom: IconDisc,
  floppy: IconDeviceFloppy,
  interface: IconNetwork,
  graphics: IconDeviceDesktop,
  video: IconDeviceTv,
  sound: IconVolume,
  input: IconKeyboard,
  serial: IconTerminal2,
  parallel: IconPrinter,
  console: IconTerminal2,
  channel: IconArrowsLeftRight,
  controller: IconCircuitSwitchClosed,
  hostdev: IconUsb,
  filesystem: IconFolderShare,
  tpm: IconShieldLock,
  rng: IconDice5,
  watchdog: IconDog,
  memballoon: IconBalloon,
  panic: IconAlertTriangle,
  vsock: IconPlugConnected,
  smartcard: IconId,
  redirdev: IconUsb,
  iommu: IconBox,
  shmem: IconStack2,
  memory: IconCpu,
  other: IconBox,
};

export function DeviceIcon({ kind }: { readonly kind: DeviceLine['kind'] }) {
  const Icon = ICONS[kind];
  return <Icon size={16} stroke={1.5} aria-hidden />;
}
