/** Entries that are packed already, as a zip file (APPNOTE.TXT, 4.3). */

export interface ZipEntry {
  name: string;
  packed: Buffer;
  /** How it is packed: 0 as it is, 8 deflated. */
  method: number;
  /** Checksum and bytes of what it unpacks to. */
  crc: number;
  size: number;
}

/** A name is UTF-8. */
const UTF8 = 0x0800;

/** Its headers state what the entries do. */
export function zipOf(entries: Iterable<ZipEntry>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const fields = fieldsOf(entry);
    const local = [Buffer.from("PK\u0003\u0004"), fields, Buffer.from(entry.name), entry.packed];
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\u0001\u0002\u0014\u0000"), fields, place, Buffer.from(entry.name));
    files.push(...local);
    offset += lengthOf(local);
  }
  return Buffer.concat([...files, ...directory, endOf(directory.length / 4, lengthOf(directory), offset)]);
}

/** What stands before an entry and in the directory. */
function fieldsOf({ name, packed, method, crc, size }: ZipEntry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(UTF8, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

function endOf(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

const lengthOf = (parts: readonly Buffer[]): number => parts.reduce((sum, { length }) => sum + length, 0);
