global using System.Text.Json.Nodes;
global using FChat.Deploy.Tests.Files;
global using FChat.Tests.Documentation;
global using Xunit;
