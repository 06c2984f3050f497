/** The definition has no place for a device that was to be added. */
export class NoPlaceForDevice extends Error {
  readonly device: string;

  constructor(device: string) {
    super(`the definition has no place for a device: ${device}`);
    this.name = 'NoPlaceForDevice';
    this.device = device;
  }
}

/** A machine has as many tags as we read. */
export class TooManyTags extends Error {
  constructor() {
    super('a machine has no room for more tags');
    this.name = 'TooManyTags';
  }
}
