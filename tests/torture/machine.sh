#!/usr/bin/env bash
# A machine of its own for a test, in Linux namespaces: `unshare -m -p -n -i -u -C --fork machine.sh FOLDER`.
# It has the files of this machine, copied when written (overlay), a network of its own, and systemd as process 1.
set -euo pipefail
folder=$1 root=$1/root
mount --make-rprivate /
mount -t tmpfs tmpfs "$folder"
mkdir "$folder"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
for each in run tmp dev; do mount -t tmpfs tmpfs "$root/$each"; done
for each in null zero full random urandom tty; do
    touch "$root/dev/$each"
    mount --bind "/dev/$each" "$root/dev/$each"
done
mkdir "$root"/dev/{pts,shm}
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
for each in fd:fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do
    target=${each#*:}
    ln -s "/proc/self/${target}" "$root/dev/${each%%:*}"
done
ip link set lo up
# As a fresh installation: packages start their services, and no site is there.
rm -f "$root/usr/sbin/policy-rc.d" "$root/etc/machine-id"
rm -f "$root"/etc/systemd/system/multi-user.target.wants/{caddy,pgbouncer}.service
touch "$root/etc/machine-id"
# It has no way out: packages that are there are not fetched in newer versions.
echo 'APT::Get::Upgrade "false";' >"$root/etc/apt/apt.conf.d/99offline"
echo "127.0.0.1 localhost blog.example" >"$root/etc/hosts"
cd "$root"
mkdir -p run/outside
pivot_root . run/outside
umount -l /run/outside
exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system
