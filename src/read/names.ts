/** Names of the files that a folder stands for: those of every form that is read. */
export const READ_NAMES = /\.(json|xml|csv|tsv)(\.gz)?$|\.(xlsx|ods|zip)$/i;
