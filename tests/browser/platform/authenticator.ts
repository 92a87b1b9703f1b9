import { createHmac } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP_MS = 30_000

/** A phone with an authenticator app (RFC 6238) that learnt one key. */
export class Authenticator {
  private readonly key: Buffer

  constructor(secret: string) {
    const letters = [...secret.replace(/\s/g, '')]
    const bits = letters.map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
    this.key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  }

  /** What it shows now, or so many steps from now: a code is good once, and one step ahead is good too. */
  code(steps = 0): string {
    const step = Buffer.alloc(8)
    step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + steps))
    const hash = createHmac('sha1', this.key).update(step).digest()
    const number = hash.readUInt32BE(hash[19]! & 0xf) & 0x7fffffff
    return String(number % 1_000_000).padStart(6, '0')
  }
}
