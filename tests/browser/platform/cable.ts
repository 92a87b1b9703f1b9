import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'

/** The network between some browsers and the server: it can be pulled out and plugged in again. */
export class Cable {
  private readonly sockets = new Set<Socket>()
  private readonly gate = createServer((near) => this.join(near))
  private plugged = true

  private constructor(private readonly serverPort: number) {}

  static async to(serverPort: number): Promise<Cable> {
    const cable = new Cable(serverPort)
    cable.gate.listen(0, '127.0.0.1')
    await once(cable.gate, 'listening')
    return cable
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.gate.address() as AddressInfo).port}`
  }

  /** Everything on it breaks off, and nothing gets through any more. */
  cut(): void {
    this.plugged = false
    this.sockets.forEach((socket) => socket.destroy())
  }

  mend(): void {
    this.plugged = true
  }

  close(): void {
    this.cut()
    this.gate.close()
  }

  private join(near: Socket): void {
    if (!this.plugged) {
      near.destroy()
      return
    }
    const far = createConnection(this.serverPort, '127.0.0.1')
    this.carry(near, far)
    this.carry(far, near)
  }

  private carry(from: Socket, to: Socket): void {
    this.sockets.add(from)
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => {
      this.sockets.delete(from)
      to.destroy()
    })
  }
}
