/** What a machine's screen showed, made small. */
export interface Thumbnail {
  /** ms since 1970 */
  readonly takenAtMs: number;
  readonly width: number;
  readonly height: number;
  /** A PNG file in base64. */
  readonly png: string;
}
