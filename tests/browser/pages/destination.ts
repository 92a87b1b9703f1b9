import type { GraduateOnPhone } from './graduate.ts'
import { HandingIn } from './handingIn.ts'

/** A graduate who registers where they go. */
export class Destination extends HandingIn {
  constructor(graduate: GraduateOnPhone) {
    super(graduate, 'destination')
  }
}
