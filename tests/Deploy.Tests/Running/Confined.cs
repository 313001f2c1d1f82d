namespace FChat.Deploy.Tests.Running;

/// <summary>
/// How a program runs that may write nowhere: as the user of its image, and, where these tests run as root, with every file system of the
/// disk mounted read-only, as a container with a read-only root has it.
/// </summary>
internal static class Confined
{
    // Refuses to go on where the user can write after all.
    private const string ReadOnly =
        """
        mount --make-rprivate /
        while read -r _ target type _; do case $type in ext*|xfs|btrfs|overlay|tmpfs) mount -o bind,remount,ro "$target" 2>/dev/null ;; esac; done </proc/mounts
        user=$1 group=$2; shift 2
        run="setpriv --reuid=$user --regid=$group --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all --"
        if $run touch "$PWD/written" 2>/dev/null || $run touch /tmp/written 2>/dev/null; then echo 'the file system can be written to' >&2; exit 99; fi
        exec $run "$@"
        """;

    /// <summary>Whether another user and a read-only file system can be had here.</summary>
    public static bool IsFull => Environment.IsPrivilegedProcess && Programs.Has("unshare") && Programs.Has("setpriv");

    /// <summary>A command, confined.</summary>
    /// <param name="user">The image's user and group, <c>1654:1654</c>.</param>
    public static string[] Command(string user, params string[] command) =>
        IsFull ? ["unshare", "--mount", "bash", "-c", ReadOnly, "confined", .. user.Split(':'), .. command] : command;
}
