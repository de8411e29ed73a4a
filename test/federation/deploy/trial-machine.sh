#!/bin/bash
# A machine on trial: this one's file system with a layer of its own above it, a network of its own and processes of its own, in which the commands of a guide are run as they stand. Nothing that
# they write stays. To be run as root by `unshare --mount --net --pid --fork --kill-child`.
#
#   trial-machine.sh LAYER CLONE COMMANDS
#
# LAYER: an empty folder. CLONE: the repository, which is at /opt/decp there. COMMANDS: a script of bash, which is run there; `/trial` is its folder.
set -eu
layer=$1 clone=$2 commands=$3
mount --make-rprivate /
mount -t tmpfs tmpfs "$layer"
mkdir "$layer/upper" "$layer/work" "$layer/root"
root=$layer/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/upper,workdir=$layer/work" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
for folder in run tmp; do mount -t tmpfs tmpfs "$root/$folder"; done
chmod 1777 "$root/tmp"
mkdir -p "$root/opt/decp" "$root/trial"
mount --bind "$clone" "$root/opt/decp"
mount --bind "$(dirname "$commands")" "$root/trial"
ip link set lo up
# No cluster of this machine is seen, and none of its accounts.
rm -rf "$root"/etc/postgresql/* "$root"/var/lib/postgresql/* "$root/etc/decp-federation" "$root/var/lib/decp-federation"
for name in apt-get git npm systemctl rsync; do
  [ "$name" = rsync ] && command -v rsync > /dev/null && continue
  install -m 755 "$clone/test/federation/deploy/stand-ins/$name" "$root/usr/local/sbin/$name"
done
exec chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
  bash "/trial/$(basename "$commands")"
