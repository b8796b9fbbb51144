/** The vendor's limit for a recording: 200 MB, which its document's form means as 200 × 1024² bytes. */
export const VENDOR_MAX_BYTES = 200 * 1024 * 1024;
/** Ours: a file name longer than this is cut for display; the file itself is kept under a name of our own. */
export const NAME_MAX_LENGTH = 200;
/** Ours: the longest URL that browsers and servers agree on. */
export const URL_MAX_LENGTH = 2048;
/** Ours: how many recordings one press of "Transcribe" takes. */
export const MAX_RECORDINGS_PER_CLICK = 50;

/** What a file input offers: what the vendor takes, and what we convert. */
export const ACCEPTED_FILES = "audio/*,video/*,.mp3,.wav,.aac,.m4a,.mp4,.ogg,.oga,.opus,.flac,.webm,.mkv,.mov,.avi,.aif,.aiff,.wma,.amr,.3gp,.caf";
