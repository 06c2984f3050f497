/** The definition has no place for a device that was to be added. */
export class NoPlaceForDevice extends Error {
  readonly device: string;

  constructor(device: string) {
    super(`the definition has no place for a device: ${device}`);
    this.name = 'NoPlaceForDevice';
    this.device = device;
  }
}
