// How a serial device is called: what it is for the guest, and where it leads on the host.
import type { TFunction } from 'i18next';
import type { SerialInfo } from '../../../shared/model/console.ts';

/** e.g. `serial0 (isa-serial)`, `console1 (virtio)`, `serial1: a file, /var/log/vm.log`. */
export function deviceWords(serial: SerialInfo, t: TFunction<'serial'>): string {
  const target = serial.targetType === undefined ? '' : ` (${serial.targetType})`;
  const name = `${serial.device}${target}`;
  if (serial.openable) return name;
  const type = t(`type.${serial.type}`, { defaultValue: serial.type });
  return serial.source === undefined
    ? t('device.other', { name, type })
    : t('device.otherAt', { name, type, source: serial.source });
}
