namespace FChat.Ledger;

/// <summary>Takes the rows that grains owe to SQL and writes them in batches. One per silo. It repeats a batch with growing pauses until the database takes it or the silo stops.</summary>
public interface IProjector
{
    /// <summary>Hands rows over.</summary>
    /// <returns>Ends when the rows are in SQL. Canceled when the silo stops first: whoever owes them keeps them in its own state and hands them over again.</returns>
    Task Project(LedgerRows rows);
}
