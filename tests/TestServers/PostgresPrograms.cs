using System.Diagnostics;

namespace FChat.TestServers;

/// <summary>PostgreSQL's own programs. They refuse to run as root, so for root they run as the user that Debian's package made for them.</summary>
internal static class PostgresPrograms
{
    private const string User = "postgres";
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>How to start a program with its output redirected. What it is started by, and the environment, are those of this process.</summary>
    public static ProcessStartInfo Describe(string program, string directory, params string[] arguments)
    {
        string[] line = [Path.Combine(Binaries(), program), .. arguments];
        if (Environment.IsPrivilegedProcess)
        {
            line = ["setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", "--", .. line];
        }

        return new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>A new directory that the programs may write into and nobody else may read.</summary>
    public static async Task<string> MakeDirectory()
    {
        var directory = Directory.CreateTempSubdirectory("fchat-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await Run(new ProcessStartInfo("chown", [$"{User}:", directory]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }

        return directory;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {string.Concat(said)}");
        }
    }

    // Debian keeps them aside, one folder for each version; elsewhere they are in the path.
    private static string Binaries()
    {
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(folder => Path.Combine(folder, "bin")) : [];
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return versions.OrderByDescending(VersionOf).Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException(
                $"PostgreSQL's server programs are missing: apt-get install postgresql, or name a server by its connection string in {PrivatePostgres.Variable}.");
    }

    private static double VersionOf(string folder) =>
        double.TryParse(Path.GetFileName(Path.GetDirectoryName(folder)), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
}
