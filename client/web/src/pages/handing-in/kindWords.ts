/** The words that a graduate reads before beginning a case of a kind. */
interface KindWords {
  /** Its purpose. */
  intro: string
  /** The steps, one after the other. */
  steps: string[]
}

const RESCINDED = '审核通过后解约完成，可以与其他单位签约或登记毕业去向；审核通过之前，签约仍有效'

const WORDS: Record<string, KindWords> = {
  destination: { intro: '登记毕业后的去向，由学校审核。填写的内容随时保存，可以换一台设备继续。', steps: [] },
  offline_signing: {
    intro: '单位不在本平台上签约的，由您填写就业协议信息，学校审核后打印盖章。填写的内容随时保存，可以换一台设备继续。',
    steps: [
      '填写用人单位和签约信息，提交学校审核',
      '审核通过后生成就业协议书，下载打印，请用人单位盖章',
      '由您或用人单位回传盖章的就业协议书图像',
      '学校审核通过后，就业协议生效',
    ],
  },
  backfill: {
    intro: '已经签了纸质就业协议书的，登记协议上的信息并上传盖章的协议书图像。填写的内容随时保存，可以换一台设备继续。',
    steps: ['按纸质就业协议书填写', '拍摄或上传盖章的就业协议书，每一页都要清晰完整', '学校审核通过后，登记完成'],
  },
  online_rescission: {
    intro: '先与用人单位协商一致，再申请解约。',
    steps: ['填写解约原因，提交给用人单位', '用人单位同意后，由学校审核；单位不同意的，签约仍有效', RESCINDED],
  },
  offline_rescission: {
    intro: '先与用人单位协商一致，再申请解约。',
    steps: ['填写解约原因，上传用人单位盖章的解约函；单位不能提供的，上传本人签字的情况说明', '学校与用人单位核实后审核', RESCINDED],
  },
}

export const wordsOf = (kind: string): KindWords => WORDS[kind] ?? { intro: '填写后提交学校审核。', steps: [] }
