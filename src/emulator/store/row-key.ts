const TABLE_BYTES = 4;
const PLACE_BYTES = 6;

/** Key of a row on disk: the number of its table, then its place in the order of insertion. */
export function writeRowKey(table: number, place: number): Uint8Array {
  const key = Buffer.alloc(TABLE_BYTES + PLACE_BYTES);
  key.writeUInt32BE(table, 0);
  key.writeUIntBE(place, TABLE_BYTES, PLACE_BYTES);
  return key;
}

export function readPlace(key: Uint8Array): number {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).readUIntBE(TABLE_BYTES, PLACE_BYTES);
}
