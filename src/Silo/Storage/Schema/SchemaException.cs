namespace FChat.Storage.Schema;

/// <summary>The database's schema is not the one that this program works with. Nothing was changed.</summary>
public sealed class SchemaException(string message, Exception? inner = null) : Exception(message, inner);
