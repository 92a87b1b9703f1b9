import type { Code } from '@/api/wire'
import { CASE_FILTERS, CASE_STATES, KINDS } from './states'
import { table } from './table'

/** An invitation is between employer and graduate until it is accepted. */
const BETWEEN_PARTIES = ['invited', 'declined', 'expired', 'withdrawn'].map((state) => `online_signing.${state}`)

/** Enough of the server's tables to fill the pages. */
export const TABLES: Record<string, Code[]> = {
  job_category: table(
    '10,公务员 11,科学研究人员 13,工程技术人员 19,卫生专业技术人员 21,经济业务人员 22,金融业务人员 24,教学人员 30,办事人员和有关人员 90,其他人员',
  ),
  reject_reason: table(`REJ_EMPLOYER_INFO,用人单位信息有误 REJ_EMPLOYER_STATUS,用人单位经营状态异常 REJ_EMPLOYER_WARNED,用人单位为预警单位
    REJ_AGREEMENT_INFO,协议信息有误 REJ_STUDENT_INFO,学生信息有误 REJ_JOB_CATEGORY,职位类别有误 REJ_ARCHIVE_HOUSEHOLD,档案或户口信息有误
    REJ_MATERIAL_MISSING,证明材料缺失 REJ_NOT_AGREED,双方未协商一致 REJ_FALSE,材料真实性存疑 REJ_OTHER,其他`),
  education_level: table('01,博士生毕业 11,硕士生毕业 31,本科生毕业 41,专科生毕业'),
  training_mode: table('1,非定向 22,定向（可签约） 5,自筹'),
  employer_nature: table('10,机关 22,中初教育单位 23,医疗卫生单位 31,国有企业 32,三资企业 39,其他企业'),
  employer_industry: table('22,制造业 34,信息传输、软件和信息技术服务业 35,金融业 42,教育 43,卫生和社会工作'),
  gender: table('1,男 2,女'),
  ethnicity: table('01,汉族 03,回族 15,土家族'),
  political_status: table('01,中国共产党党员 03,中国共产主义青年团团员 13,群众'),
  archive_transfer_type: table('ARC_HOME,转回生源地 ARC_EMPLOYER,签约单位接收 ARC_CUSTODY,托管单位接收'),
  household_transfer_type: table('HUK_HOME,迁回原籍 HUK_EMPLOYER,迁往就业单位 HUK_TALENT,迁往人才服务机构'),
  regions: table(`330000,浙江省 330100,杭州市,330000 330106,西湖区,330100 330108,滨江区,330100 330200,宁波市,330000 330212,鄞州区,330200
    310000,上海市 310100,市辖区,310000 310115,浦东新区,310100 440000,广东省 441900,东莞市,440000`),
  reveal_reasons: table('verify,核对签约或去向材料中的身份信息 contact,联系毕业生本人 transfer,办理档案转递或户口迁移 correct,核实并更正毕业生名单'),
  case_kinds: Object.entries(KINDS).map(([code, name]) => ({ code, name })),
  case_states: CASE_STATES,
  case_filters: CASE_FILTERS,
  review_filters: CASE_FILTERS.filter(({ code }) => !BETWEEN_PARTIES.includes(code)),
}
