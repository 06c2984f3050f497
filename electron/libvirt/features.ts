// Feature numbers of `connect_supports_feature` (VIR_DRV_FEATURE_*), which libvirt keeps out of its public headers.
export const feature = {
  keepalive: 10,
  eventCallbacks: 14,
  closeCallback: 15,
  /** Without it, `command` and `section` of `network_update` must be swapped. */
  networkUpdateOrder: 16,
} as const;

export type Feature = (typeof feature)[keyof typeof feature];
