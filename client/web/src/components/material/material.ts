/** A file that a reviewer looks at beside what was filled in. */
export interface Material {
  name: string
  kind: 'image' | 'pdf'
  url: string
}

export interface Size {
  width: number
  height: number
}

/** Of a page that lies on its side, height and width change places. */
export const turned = (size: Size, quarters: number): Size => (quarters % 2 ? { width: size.height, height: size.width } : size)
