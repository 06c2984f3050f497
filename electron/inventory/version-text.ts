// libvirt's version numbers.

/** 1,000,000 × major + 1,000 × minor + release as text: 9000000n → `9.0.0`. */
export function versionText(version: bigint): string {
  return `${version / 1_000_000n}.${(version / 1000n) % 1000n}.${version % 1000n}`;
}
