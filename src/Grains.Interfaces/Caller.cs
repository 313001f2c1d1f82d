namespace FChat;

/// <summary>Who makes a request, as the token says: nobody acts for anybody else.</summary>
/// <param name="User">The token's <c>sub</c>.</param>
/// <param name="Name">The token's <c>name</c>, the display name; null if it has none.</param>
/// <param name="IsOperator">Whether the token has the role <c>ops</c>.</param>
[GenerateSerializer, Immutable, Alias("fchat.Caller")]
public sealed record Caller(UserId User, string? Name, bool IsOperator);
