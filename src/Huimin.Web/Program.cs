using Huimin.Web.Commands;

return await Cli.RunAsync(args);

/// <summary>Named so that tests can start the program.</summary>
public partial class Program;
