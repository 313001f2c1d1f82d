global using FChat.Cluster.Tests.Checking;
global using FChat.Cluster.Tests.Histories;
global using Xunit;
