import type { default as Rfb } from '@novnc/novnc';

// Names of machines come from hosts: only what no file system minds stays in a file's name.
const FORBIDDEN = /[^\p{L}\p{N}._ -]+/gu;

/** Offers the picture as a PNG file named after the machine and the time. */
export async function savePicture(rfb: Rfb, machine: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => rfb.toBlob(resolve, 'image/png'));
  if (blob === null) return;
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${machine.replace(FORBIDDEN, '_').replace(/^\.+/, '_').slice(0, 80)} ${time}.png`;
  link.click();
  URL.revokeObjectURL(url);
}
