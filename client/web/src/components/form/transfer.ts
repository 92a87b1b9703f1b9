import type { ArchiveTransfer, HouseholdTransfer } from '@/api/wire'

export const emptyArchive = (): ArchiveTransfer => ({
  transfer_type: '',
  organisation: '',
  region: '',
  address: '',
  postcode: '',
  contact: '',
  contact_phone: '',
})

export const emptyHousehold = (): HouseholdTransfer => ({ transfer_type: '', region: '', address: '' })
