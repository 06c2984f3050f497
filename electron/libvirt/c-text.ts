// Text that libvirt keeps in arrays of `char`: the model of a host's CPU, security labels.

/** The text up to the first NUL. */
export function cText(chars: Uint8Array): string {
  const end = chars.indexOf(0);
  return Buffer.from(end === -1 ? chars : chars.subarray(0, end)).toString('utf8');
}
