using FChat.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Storage.Sqlite;

/// <summary>
/// Keeps a second process from the database file: two that each believed the grains theirs would undo each other's work. The operating system holds
/// the lock, on a file beside the database, until this process lets go of it or ends, in whatever way. The file stays; its being there means nothing.
/// </summary>
internal sealed class SqliteFileLock(IOptions<SqliteOptions> options) : IStartCheck, IDisposable
{
    private const string Suffix = "-lock";

    private FileStream? _held;

    /// <inheritdoc/>
    public Task Check(CancellationToken cancellation)
    {
        var database = new FileInfo(Path.GetFullPath(options.Value.Path));
        if (options.Value.MigrateAtStart)
        {
            database.Directory!.Create();
        }

        // One that is not there, and is not to be made, is for the schema's check to refuse.
        if (options.Value.MigrateAtStart || database.Exists)
        {
            _held ??= Hold(RealPathOf(database));
        }

        return Task.CompletedTask;
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => _held?.Dispose();

    // A folder that is a link leads to the same lock file by itself.
    private static string RealPathOf(FileInfo database) =>
        database.LinkTarget is null ? database.FullName : database.ResolveLinkTarget(returnFinalTarget: true)!.FullName;

    private static FileStream Hold(string database)
    {
        try
        {
            return new FileStream(database + Suffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The database {database} serves one process at a time, and its lock cannot be taken ({e.Message}) " +
                "Stop the other process, or give this one a file of its own with Sqlite:Path.", e);
        }
    }
}
