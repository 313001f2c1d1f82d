using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FChat.Storage.Sqlite;

/// <summary>Where the database file is and how hard it is written. Section <c>Sqlite</c>.</summary>
public sealed class SqliteOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Sqlite";

    /// <summary>The database file. Default <c>fchat.db</c> in the working directory. Its folder is made when the schema is; two more files stand beside it while it is open.</summary>
    [Required, MinLength(1)]
    public string Path { get; set; } = "fchat.db";

    /// <summary>Whether an acknowledged write survives a power failure. Default <see cref="SqliteDurability.Full"/>.</summary>
    [EnumDataType(typeof(SqliteDurability))]
    public SqliteDurability Durability { get; set; } = SqliteDurability.Full;

    /// <summary>How long a statement waits while another process holds the file, 1 to 30 s, default 2 s. Then it fails, and the operation behind it is refused as unavailable.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many readers there may be at once, 1 to 64, default 4. Each holds a thread while it reads.</summary>
    [Range(1, 64)]
    public int Readers { get; set; } = 4;

    /// <summary>Whether missing schema scripts are run at start; if not, a start on an old schema is refused. Default true; false for a silo process outside Development.</summary>
    public bool MigrateAtStart { get; set; } = true;
}

/// <summary>SQLite's <c>synchronous</c> (https://www.sqlite.org/pragma.html#pragma_synchronous).</summary>
public enum SqliteDurability
{
    /// <summary>Every commit is flushed to the disk.</summary>
    Full,

    /// <summary>A commit survives the end of the process, and a power failure may take the last ones.</summary>
    Normal,
}

/// <summary>Checks <see cref="SqliteOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class SqliteOptionsValidator : IValidateOptions<SqliteOptions>;
