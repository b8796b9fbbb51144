import { MissingNotice } from "@/components/shared-page/shared-frame";

export default function SharedNotFound() {
  return <MissingNotice />;
}
