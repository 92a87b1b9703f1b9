import { expect, test } from '../fixtures.ts'

/** More than any machine needs to show two of them on their way. */
const MOST = 150

test('EXT-05, HOM-04: an employer’s count keeps up while changes stream, and ends where they end', async ({ stage, cast }) => {
  const school = cast.schoolOnly
  const account = cast.employer()
  // A state is shown once there is something in it.
  await stage.story.invitation(account, school, cast.graduate(school))
  const employer = await stage.employer(account)
  await employer.home()
  const tile = employer.count('待应约')
  await expect(tile).toContainText(/\d/)
  const shown = async () => Number((await tile.textContent())?.match(/\d+/)?.[0])
  const before = await shown()
  const onTheWay = new Set<number>()
  let sent = 0
  // Nothing pauses here: a page that waits for a pause shows the first number to the end.
  while (onTheWay.size < 3 && sent < MOST) {
    await stage.story.invitation(account, school, cast.graduate(school))
    sent += 1
    const now = await shown()
    if (now > before) onTheWay.add(now)
  }
  expect(onTheWay.size, 'numbers seen while the changes streamed').toBe(3)
  await expect(tile).toContainText(String(before + sent))
})
