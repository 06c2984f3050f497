import type { default as Rfb } from '@novnc/novnc';
import { saveFile } from '../../ui/save-file.ts';

/** Offers the picture as a PNG file named after the machine and the time. */
export async function savePicture(rfb: Rfb, machine: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => rfb.toBlob(resolve, 'image/png'));
  if (blob === null) return;
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  saveFile(`${machine.slice(0, 50)} ${time}`, 'png', blob);
}
