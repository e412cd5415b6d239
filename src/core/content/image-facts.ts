import { toBinary } from '../bytes/byte-names.ts';
import { SHOWN_IMAGE_PIXELS } from '../limits.ts';
import type { ContentFact } from './content.ts';
import { ContentFault, FieldView } from './field-view.ts';
import type { Described } from './described.ts';

interface Picture {
  readonly name: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/**
 * Format and size of a picture by its header.
 * @throws ContentFault when the head ends too early
 * @see PNG, 11.2.1; GIF89a, 18; JFIF and ITU T.81, B.2.2; WebP container; BMP, BITMAPINFOHEADER; ICO
 */
export function imageFacts(head: Uint8Array): Described {
  const picture = pictureOf(head);
  const { name, type, width, height } = picture;
  const facts: ContentFact[] = [];
  const isShown = width * height <= SHOWN_IMAGE_PIXELS;
  if (width > 0 && height > 0)
    facts.push({
      name: 'Picture',
      value: `${width} × ${height} pixels`,
      note: isShown ? null : 'Not shown: unpacked it would fill the memory of this device.',
    });
  return { title: `${name} picture`, facts, imageType: isShown ? type : null };
}

function pictureOf(head: Uint8Array): Picture {
  const big = new FieldView(head, false);
  const little = new FieldView(head, true);
  switch (head[0]) {
    case 0x89:
      return { name: 'PNG', type: 'image/png', width: big.u32(16), height: big.u32(20) };
    case 0x47:
      return { name: 'GIF', type: 'image/gif', width: little.u16(6), height: little.u16(8) };
    case 0xff:
      return { name: 'JPEG', type: 'image/jpeg', ...jpegSize(big) };
    case 0x52:
      return { name: 'WebP', type: 'image/webp', ...webpSize(little) };
    case 0x42: {
      const isOld = little.u32(14) === 12;
      const [width, height] = isOld ? [little.u16(18), little.u16(20)] : [little.u32(18), little.u32(22)];
      // Negative: the rows stand from top to bottom.
      return { name: 'BMP', type: 'image/bmp', width, height: height > 2 ** 31 ? 2 ** 32 - height : height };
    }
    default:
      if (big.ascii(4, 8) === 'ftyp') return { name: 'AVIF', type: 'image/avif', ...avifSize(head, big) };
      return { name: 'Icon', type: 'image/x-icon', width: little.u8(6) || 256, height: little.u8(7) || 256 };
  }
}

/** Walks the segments to the frame header, as far as the head goes. */
function jpegSize(fields: FieldView): { width: number; height: number } {
  const nothing = { width: 0, height: 0 };
  try {
    for (let at = 2; ;) {
      if (fields.u8(at) !== 0xff) return nothing;
      const marker = fields.u8(at + 1);
      const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (isFrame) return { width: fields.u16(at + 7), height: fields.u16(at + 5) };
      at += marker === 0xff ? 1 : 2 + fields.u16(at + 2);
    }
  } catch (error) {
    if (error instanceof ContentFault) return nothing; // large metadata in front: the frame lies further down
    throw error;
  }
}

/** The largest of the sizes that its properties name, each in a box `ispe`: of the picture and of the tiles it is made of. */
function avifSize(head: Uint8Array, fields: FieldView): { width: number; height: number } {
  const text = toBinary(head);
  let largest = { width: 0, height: 0 };
  for (let at = text.indexOf('ispe'); at >= 0 && at + 16 <= head.length; at = text.indexOf('ispe', at + 4)) {
    const size = { width: fields.u32(at + 8), height: fields.u32(at + 12) };
    if (size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

function webpSize(fields: FieldView): { width: number; height: number } {
  const form = fields.ascii(12, 16);
  if (form === 'VP8X') return { width: 1 + u24(fields, 24), height: 1 + u24(fields, 27) };
  if (form === 'VP8L') {
    const bits = fields.u32(21);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { width: fields.u16(26) & 0x3fff, height: fields.u16(28) & 0x3fff };
}

const u24 = (fields: FieldView, at: number): number => fields.u16(at) + fields.u8(at + 2) * 65536;
