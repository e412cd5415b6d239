#!/usr/bin/env bash
# A real Docker 26 engine (and skopeo, podman, buildah, umoci, oras, ctr) in a Debian trixie chroot.
#   engine.sh setup            make the chroot (about 1 min)
#   engine.sh start classic    dockerd with the graphdriver image store (what docker25-hello-world comes from)
#   engine.sh start containerd dockerd with the containerd image store (attestations, multi-platform)
#   engine.sh stop
#   engine.sh run CMD...       run CMD inside, with DOCKER_HOST set; its /lab is $ENGINE_DIR/root/lab
set -euo pipefail
dir=${ENGINE_DIR:-/tmp/engine}; root=$dir/root
inside() { chroot "$root" env DOCKER_HOST=unix:///lab/d.sock HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
case ${1:-} in
setup)
  mkdir -p "$dir"
  command -v mmdebstrap >/dev/null || { apt-get -o DPkg::Lock::Timeout=300 update -qq; apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends mmdebstrap; }
  [ -d "$root/usr" ] || { mountpoint -q "$root" || rm -rf "$root"; mmdebstrap -q --variant=apt --include=ca-certificates trixie "$root"; }
  cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  mountpoint -q "$root" || { mount --bind "$root" "$root"; mount --make-rprivate "$root"; }
  mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
  mountpoint -q "$root/sys" || { mount --rbind /sys "$root/sys"; mount --make-rslave "$root/sys"; }
  mountpoint -q "$root/dev" || { mount --rbind /dev "$root/dev"; mount --make-rslave "$root/dev"; }
  inside apt-get update -qq
  inside apt-get install -y -qq --no-install-recommends docker.io docker-cli docker-buildx containerd runc \
    skopeo umoci podman buildah oras stargz-snapshotter jq zstd xz-utils pigz libcap2-bin busybox-static
  mkdir -p "$root/lab" ;;
start)
  mode=${2:-classic}; mkdir -p "$root/lab/data-$mode"
  feature=false driver=vfs
  [ "$mode" = containerd ] && { feature=true; driver=overlayfs; }
  echo "{\"features\":{\"containerd-snapshotter\":$feature}}" >"$root/lab/daemon.json"
  (inside setsid dockerd --config-file /lab/daemon.json --iptables=false --ip6tables=false --bridge=none \
    --storage-driver=$driver --data-root=/lab/data-$mode --exec-root=/lab/exec-$mode -H unix:///lab/d.sock -p /lab/pid \
    >"$dir/dockerd-$mode.log" 2>&1 &)
  for _ in $(seq 40); do inside docker version >/dev/null 2>&1 && exit 0; sleep 0.5; done
  echo "dockerd did not start: see $dir/dockerd-$mode.log" >&2; exit 1 ;;
stop) pid=$(cat "$root/lab/pid" 2>/dev/null) || exit 0
  kill "$pid" 2>/dev/null || true; for _ in $(seq 60); do kill -0 "$pid" 2>/dev/null || break; sleep 0.5; done
  kill -0 "$pid" 2>/dev/null && { kill -9 "$pid"; sleep 1; }; rm -f "$root/lab/pid" ;;
run) shift; inside "$@" ;;
*) sed -n 2,8p "$0"; exit 2 ;;
esac
