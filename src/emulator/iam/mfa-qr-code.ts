import { PNG } from "pngjs";
import qrcode from "qrcode-generator";

/** Pixels of one module, and modules of white around the code: four is what ISO 18004 asks for. */
const MODULE = 4;
const QUIET_ZONE = 4;

/** A text as a QR code that a phone scans, a PNG in black and white. */
export function renderQrCode(text: string): Buffer {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  const size = (modules + 2 * QUIET_ZONE) * MODULE;
  const image = new PNG({ width: size, height: size, colorType: 0 });
  image.data.fill(255);
  for (let row = 0; row < modules; row += 1) {
    for (let column = 0; column < modules; column += 1) {
      if (code.isDark(row, column)) blacken(image, (column + QUIET_ZONE) * MODULE, (row + QUIET_ZONE) * MODULE);
    }
  }
  return PNG.sync.write(image, { colorType: 0 });
}

function blacken(image: PNG, left: number, top: number): void {
  for (let y = top; y < top + MODULE; y += 1) {
    for (let x = left; x < left + MODULE; x += 1)
      image.data.fill(0, (y * image.width + x) * 4, (y * image.width + x) * 4 + 3);
  }
}
