using System.Data.Common;

namespace FChat.Storage.Ledger;

/// <summary>What is different about each database that the ledger is read from.</summary>
internal interface ILedgerDatabase
{
    /// <summary>Reads what is committed, with one statement.</summary>
    /// <exception cref="FChat.Ledger.LedgerUnavailableException">The database cannot answer.</exception>
    Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation);

    /// <summary>Reads several things as of one moment.</summary>
    /// <exception cref="FChat.Ledger.LedgerUnavailableException">The database cannot answer.</exception>
    Task<T> Snapshot<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation);

    /// <summary>A condition: the column is one of a parameter's <see cref="Texts"/>.</summary>
    string IsOneOf(string column, string parameter);

    /// <summary>A condition on a row of events: no other row with a smaller position can still appear.</summary>
    string IsSettled { get; }

    /// <summary>A parameter of several texts.</summary>
    object Texts(IEnumerable<string> texts);

    /// <summary>A parameter that is a time.</summary>
    object Time(DateTimeOffset time);

    /// <summary>What was written into a column of <see cref="ColumnType.Text"/>, from what stands there.</summary>
    string? Text(string? stored);
}
