// A till in C# (.NET 8 or newer, no packages): dotnet run -- http://127.0.0.1:7391 till.token
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

var url = args.Length > 0 ? args[0] : "http://127.0.0.1:7391";
var token = File.ReadAllText(args.Length > 1 ? args[1] : "till.token").Trim();
using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(90) };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

var sale = new
{
    reference = $"csharp/{Guid.NewGuid()}", // kept with the sale before it is sent
    lines = new[] { new { name = new { ar = "عصير برتقال", en = "Orange juice" }, quantity = "2", price = "8.00", vat = "S" } },
    payments = new[] { new { means = "card", amount = "16.00" } },
};

var (status, body) = await Sell(sale);
if (status is 200 or 201)
{
    Console.WriteLine($"issued {body.GetProperty("irn")}: {body.GetProperty("totals").GetProperty("payable")}");
    return 0;
}
Console.Error.WriteLine($"not issued: {body.GetProperty("code")}");
if (body.TryGetProperty("violations", out var violations))
    foreach (var one in violations.EnumerateArray())
        Console.Error.WriteLine($"  {one.GetProperty("path")}: {one.GetProperty("message").GetProperty("en")} -> {one.GetProperty("fix").GetProperty("en")}");
return 1;

// The same reference again never makes a second document.
async Task<(int Status, JsonElement Body)> Sell(object sale)
{
    for (var attempt = 1; ; attempt++)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync("/v1/invoices", sale);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
            var isUnknown = !answer.IsSuccessStatusCode
                && json.GetProperty("code").GetString() is "outcome-unknown" or "storage-failed";
            if (!isUnknown || attempt == 5) return ((int)answer.StatusCode, json);
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException && attempt < 5)
        {
            Console.Error.WriteLine($"no answer ({lost.Message}), sending it again");
        }
        await Task.Delay(1000);
    }
}
